"""What a room may not even ask the kernel for (seccomp): a socket, a program, another process, a file to write.

It holds where the kernel grants no network namespace, and again where it does. A call that is refused fails as one that
is not permitted; the room goes on. The numbers are those of the kernel's own tables, for the machines that desks are.
"""

from __future__ import annotations

import ctypes
import os
import platform

from server.redaction.room.inside.kernel import Prctl, prctl

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
"""Refused calls end with EPERM."""
_NUMBER, _MACHINE = 0, 4
_FILTER = 2
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_OTHER_NUMBERS = 0x40000000
"""From here on x86-64 has a second table, for programs of 32-bit pointers."""


_COLUMNS = ("x86_64", "aarch64")
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_OPENING = {"x86_64": ((2, 1), (257, 2)), "aarch64": ((56, 2),)}
"""open and openat, and which of their arguments, from 0, says whether to write."""
_REFUSED = """
socket:41:198 connect:42:203 bind:49:200 listen:50:201 socketpair:53:199
fork:57:- vfork:58:- execve:59:221 execveat:322:281
ptrace:101:117 process_vm_readv:310:270 process_vm_writev:311:271 kill:62:129 pidfd_send_signal:424:424
shmget:29:194 shmat:30:196 semget:64:190 msgget:68:186 msgsnd:69:189 mq_open:240:180
add_key:248:217 request_key:249:218 keyctl:250:219
memfd_create:319:279 memfd_secret:447:447 bpf:321:280 userfaultfd:323:282 io_uring_setup:425:425
openat2:437:437 creat:85:- truncate:76:45 mknod:133:- mknodat:259:33 mkdir:83:- mkdirat:258:34
rename:82:- renameat:264:38 renameat2:316:276 rmdir:84:- unlink:87:- unlinkat:263:35
link:86:- linkat:265:37 symlink:88:- symlinkat:266:36
chmod:90:- fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 chown:92:- fchown:93:55 lchown:94:- fchownat:260:54
setxattr:188:5 lsetxattr:189:6 fsetxattr:190:7 utime:132:- utimes:235:- futimesat:261:- utimensat:280:88
mount:165:40 unshare:272:97 setns:308:268 chroot:161:51 pivot_root:155:41
"""
"""By name, with their numbers on x86-64 and on aarch64."""


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def refuse_calls() -> bool:
    """False where this machine has no table here, or the kernel takes no filter. It cannot be taken off again."""
    if platform.machine() not in _COLUMNS:
        return False
    written = _written(platform.machine())
    steps = (_Step * len(written))(*(_Step(*one) for one in written))
    program = _Program(len(written), ctypes.cast(steps, ctypes.POINTER(_Step)))
    return prctl(Prctl.SECCOMP, _FILTER, ctypes.cast(ctypes.pointer(program), ctypes.c_void_p)) == 0


def _written(machine: str) -> list[tuple[int, int, int, int]]:
    """Steps of a classic BPF program: code, how many to skip on yes and on no, value."""
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, _MACHINES[machine]),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        (_RETURN, 0, 0, _REFUSE),
    ]
    for number in _refused(machine):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for number, argument in _OPENING[machine]:
        # After the flags were looked at, the number is gone: whatever opens a file is decided here.
        flags = [(_LOAD, 0, 0, 16 + 8 * argument), (_ANY_BIT, 0, 1, _WRITING), (_RETURN, 0, 0, _REFUSE)]
        steps += [(_EQUAL, 0, len(flags) + 1, number), *flags, (_RETURN, 0, 0, _ALLOW)]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _refused(machine: str) -> list[int]:
    column = 1 + _COLUMNS.index(machine)
    numbers = [call.split(":")[column] for call in _REFUSED.split()]
    return [int(number) for number in numbers if number != "-"]
