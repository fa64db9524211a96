/* without_seccomp.c: runs a command on what looks like a system without seccomp. */
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (argc < 2 || filter == NULL ||
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) != 0 ||
        seccomp_load(filter) != 0) {
        fputs("without_seccomp: cannot take it away\n", stderr);
        return 2;
    }
    seccomp_release(filter);
    execvp(argv[1], argv + 1);
    return 2;
}
