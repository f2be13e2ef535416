/** What the keeper of a browser is told, and what it tells. */

/** Stands for the profile's folder in the browser's arguments. */
export const PROFILE = '{profile}';

export interface Kept {
  /** The browser's process; absent when it could not be started. */
  pid?: number;
  /** The folder. */
  profile: string;
}
