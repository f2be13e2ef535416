;; A hit counter with the mutex of adaptive.wat around its count, all in one call. $word is the address of the mutex's
;; word: 0 free, 1 held, 2 held and perhaps somebody sleeps. The count is the word after it.
(module
  (import "contend" "memory" (memory 1 65536 shared))

  ;; Looks at most $tries times, $delay steps of a loop apart at first, twice as many after each look, $most at most;
  ;; then parks. A loop, for WebAssembly has no instruction to pause.
  (func $wait (param $word i32) (param $tries i32) (param $delay i32) (param $most i32)
    (local $step i32)
    (block $tired
      (loop $look
        (br_if $tired (i32.le_s (local.get $tries) (i32.const 0)))
        (local.set $tries (i32.sub (local.get $tries) (i32.const 1)))
        (local.set $step (local.get $delay))
        (loop $pause
          (local.set $step (i32.sub (local.get $step) (i32.const 1)))
          (br_if $pause (i32.gt_s (local.get $step) (i32.const 0))))
        (local.set $delay (i32.shl (local.get $delay) (i32.const 1)))
        (if (i32.gt_s (local.get $delay) (local.get $most))
          (then (local.set $delay (local.get $most))))
        (br_if $look (i32.atomic.load (local.get $word)))
        (br_if $look (i32.atomic.rmw.cmpxchg (local.get $word) (i32.const 0) (i32.const 1)))
        (return)))
    ;; Taken as awaited, though perhaps nobody else sleeps: who was woken cannot know, and the next release must.
    (block $taken
      (loop $again
        (br_if $taken (i32.eqz (i32.atomic.rmw.xchg (local.get $word) (i32.const 2))))
        (drop (memory.atomic.wait32 (local.get $word) (i32.const 2) (i64.const -1)))
        (br $again))))

  ;; Takes nothing but the address, since each argument of a call from JavaScript costs. The budget is wasm/adaptive's.
  (func (export "increment") (param $word i32) (result i32)
    (local $hit i32)
    (if (i32.atomic.rmw.cmpxchg (local.get $word) (i32.const 0) (i32.const 1))
      (then (call $wait (local.get $word) (i32.const 10) (i32.const 2048) (i32.const 65536))))
    (local.set $hit (i32.add (i32.load offset=4 (local.get $word)) (i32.const 1)))
    (i32.store offset=4 (local.get $word) (local.get $hit))
    (if (i32.eq (i32.atomic.rmw.xchg (local.get $word) (i32.const 0)) (i32.const 2))
      (then (drop (memory.atomic.notify (local.get $word) (i32.const 1)))))
    (local.get $hit)))
