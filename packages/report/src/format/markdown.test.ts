import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { hostileMachine, hostileRecord } from '../fixtures/hostile.ts';
import { storyOf } from '../story/story.ts';
import { renderMarkdown } from './markdown.ts';

test('tells the story under headings, with the pictures that are there', () => {
  const page = renderMarkdown(storyOf(syntheticRecord(), 'a.json'), ['throughput', 'gap']);
  expect(page).toContain('# What locks cost here\n');
  expect(page).toContain('\n## Who kept the count\n');
  expect(page).toContain('\n![Throughput by number of contenders](throughput.svg)\n');
  expect(page).not.toContain('lost.svg');
  expect(page).toContain('`a.json`');
});

test('every row of a table has as many fields as its head', () => {
  const { record, others } = hostileMachine();
  for (const story of [storyOf(syntheticRecord(), null), storyOf(record, null, null, others)]) {
    const tables = renderMarkdown(story, [])
      .split('\n\n')
      .filter((block) => block.startsWith('| '));
    expect(tables.length).toBeGreaterThan(3);
    for (const table of tables) {
      expect(new Set(table.split('\n').map((line) => line.match(/\|/g)?.length)).size, table.slice(0, 80)).toBe(1);
    }
  }
});

test('no string of a record becomes Markdown or HTML', () => {
  const { record, others } = hostileMachine();
  const own = renderMarkdown(storyOf(hostileRecord(), null), []);
  const page = own + renderMarkdown(storyOf(record, null, null, others), []);
  const ours = page
    .replace(/^(`{3,})sh\n[^\n]*\n\1$/gm, '')
    .replace(/<code>(?:[\p{L}\p{N} /.-]|&#\d+;)*<\/code>/gu, '')
    .replace(/`[^`\n]*`/g, '');
  expect(ours).not.toMatch(/script|javascript|example\.org|@someone|alert|onload|HYPERLINK/);
  expect(ours.match(/<[^>]*>/g)?.filter((tag) => !/^<\/?(details|summary)>$|^<!-- Generated/.test(tag))).toEqual([]);
  expect(ours).not.toContain('`');
});

test('the check above would see both', () => {
  expect('a <script> b'.replace(/`[^`\n]*`/g, '')).toMatch(/script/);
});

test('the contents lead to each heading, and say its result', () => {
  const page = renderMarkdown(storyOf(syntheticRecord(), null), []);
  const anchors = [...page.matchAll(/^- \[([^\]]+)\]\(#([a-z-]+)\)/gm)].map(([, title, anchor]) => [title, anchor]);
  const titles = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  expect(anchors.map(([title]) => title)).toEqual(titles);
  expect(anchors).toContainEqual(['Who kept the count', 'who-kept-the-count']);
  expect(page).toMatch(/^- \[Who kept the count\]\(#who-kept-the-count\): \d+ of \d+ exact/m);
});

test('a command with backticks stays in its fence', () => {
  const record = syntheticRecord();
  record.plan.argv = ['```', 'x'];
  expect(renderMarkdown(storyOf(record, null), [])).toContain("\n````sh\nnpx contend '```' x --seed 1\n````\n");
});
