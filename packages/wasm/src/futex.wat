;; Three-state mutex, as in packages/mutex/src/futex.ts. $word is the address of the lock's word: 0 free, 1 held,
;; 2 held and perhaps somebody sleeps.
(module
  (import "contend" "memory" (memory 1 65536 shared))

  ;; A function of its own, so that the way in that nobody blocks stays small enough to be inlined.
  (func $wait (param $word i32) (param $seen i32)
    (if (i32.eq (local.get $seen) (i32.const 1))
      (then (local.set $seen (i32.atomic.rmw.xchg (local.get $word) (i32.const 2)))))
    (block $taken
      (loop $again
        (br_if $taken (i32.eqz (local.get $seen)))
        (drop (memory.atomic.wait32 (local.get $word) (i32.const 2) (i64.const -1)))
        (local.set $seen (i32.atomic.rmw.xchg (local.get $word) (i32.const 2)))
        (br $again))))

  (func (export "lock") (param $word i32)
    (local $seen i32)
    (local.set $seen (i32.atomic.rmw.cmpxchg (local.get $word) (i32.const 0) (i32.const 1)))
    (if (local.get $seen)
      (then (call $wait (local.get $word) (local.get $seen)))))

  (func (export "unlock") (param $word i32)
    (if (i32.eq (i32.atomic.rmw.xchg (local.get $word) (i32.const 0)) (i32.const 2))
      (then (drop (memory.atomic.notify (local.get $word) (i32.const 1)))))))
