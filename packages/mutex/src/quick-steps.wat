;; The two steps of a mutex that nobody waits for, as lock-word.ts has them in JavaScript. $word is the word's address.
;; Both return what the word was.
(module
  (import "contend" "memory" (memory 1 65536 shared))

  (func (export "take") (param $word i32) (param $owner i32) (result i32)
    (i32.atomic.rmw.cmpxchg (local.get $word) (i32.const 0) (local.get $owner)))

  (func (export "free") (param $word i32) (param $owner i32) (result i32)
    (i32.atomic.rmw.cmpxchg (local.get $word) (local.get $owner) (i32.const 0))))
