;; What WebAssembly adds and what it saves: a call that does nothing; the two operations that mutex/futex needs at least,
;; with a call for each, with one call for both, and with none.
(module
  (import "contend" "memory" (memory 1 65536 shared))

  (func (export "nothing") (param $word i32))

  (func (export "take") (param $word i32)
    (drop (i32.atomic.rmw.cmpxchg (local.get $word) (i32.const 0) (i32.const 1))))

  (func (export "free") (param $word i32)
    (drop (i32.atomic.rmw.xchg (local.get $word) (i32.const 0))))

  (func (export "pair") (param $word i32)
    (drop (i32.atomic.rmw.cmpxchg (local.get $word) (i32.const 0) (i32.const 1)))
    (drop (i32.atomic.rmw.xchg (local.get $word) (i32.const 0))))

  ;; As often as $times says, takes and releases a free word.
  (func (export "pairs") (param $word i32) (param $times i32)
    (loop $again
      (drop (i32.atomic.rmw.cmpxchg (local.get $word) (i32.const 0) (i32.const 1)))
      (drop (i32.atomic.rmw.xchg (local.get $word) (i32.const 0)))
      (local.set $times (i32.sub (local.get $times) (i32.const 1)))
      (br_if $again (local.get $times)))))
