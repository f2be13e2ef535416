;; Test-and-set, as in packages/spinlock/src/tas.ts. $word is the address of the lock's word: 0 free, 1 held.
(module
  (import "contend" "memory" (memory 1 65536 shared))

  ;; Without the pause of the twin: WebAssembly has no such instruction.
  (func (export "lock") (param $word i32)
    (loop $again
      (br_if $again (i32.atomic.rmw.xchg (local.get $word) (i32.const 1)))))

  (func (export "unlock") (param $word i32)
    (i32.atomic.store (local.get $word) (i32.const 0))))
