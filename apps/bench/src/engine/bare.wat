;; What WebAssembly adds and what it saves: a call that does nothing, and atomic operations that no call leads to.
(module
  (import "contend" "memory" (memory 1 65536 shared))

  (func (export "nothing") (param $word i32))

  ;; As often as $times says, takes and releases a free word: the two operations that mutex/futex needs at least.
  (func (export "pairs") (param $word i32) (param $times i32)
    (loop $again
      (drop (i32.atomic.rmw.cmpxchg (local.get $word) (i32.const 0) (i32.const 1)))
      (drop (i32.atomic.rmw.xchg (local.get $word) (i32.const 0)))
      (local.set $times (i32.sub (local.get $times) (i32.const 1)))
      (br_if $again (local.get $times)))))
