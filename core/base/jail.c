/* jail.c: see jail.h. */
#include "base/jail.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#ifdef RSD_HAVE_SECCOMP
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/syscall.h>
#endif

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

enum { STACK = 8 << 20, MARGIN = 64 << 20 };

static rsd_status refuse(rsd_error *err, const char *what)
{
    return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET, "cannot jail the script: %s: %s",
                    what, strerror(errno));
}

/* A sanitizer's words go to standard error. */
static bool close_descriptors(int fd)
{
    if (fd != RSD_JAIL_FD && dup2(fd, RSD_JAIL_FD) < 0) {
        return false;
    }
    for (int i = 0; i < RSD_JAIL_FD - SANITIZED; i++) {
        close(i);
    }
    return close_range(RSD_JAIL_FD + 1, ~0U, 0) == 0;
}

static bool set_limit(int resource, rlim_t value)
{
    struct rlimit now;
    if (getrlimit(resource, &now) != 0) {
        return false;
    }
    if (now.rlim_max != RLIM_INFINITY && value > now.rlim_max) {
        value = now.rlim_max;
    }
    const struct rlimit limit = {.rlim_cur = value, .rlim_max = value};
    return setrlimit(resource, &limit) == 0;
}

/* Bytes of data and stack that the process has mapped. */
static bool mapped_data(rlim_t *bytes)
{
    unsigned long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "re");
    if (statm == NULL) {
        return false;
    }
    bool known = fscanf(statm, "%*u %*u %*u %*u %*u %lu", &pages) == 1;
    fclose(statm);
    *bytes = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
    return known;
}

/* The allocator keeps the memory's limit; that of the kernel, twice as wide for what is copied
 * while it grows, is for libraries that allocate for themselves. A sanitizer maps terabytes. */
static bool set_limits(const rsd_limits *limits)
{
    rlim_t data;
    if (!SANITIZED && mapped_data(&data) &&
        !set_limit(RLIMIT_DATA, data + 2 * (rlim_t)limits->memory + MARGIN)) {
        return false;
    }
    return set_limit(RLIMIT_CORE, 0) && (SANITIZED || set_limit(RLIMIT_FSIZE, 0)) &&
           set_limit(RLIMIT_NOFILE, 0) && set_limit(RLIMIT_NPROC, 0) &&
           set_limit(RLIMIT_MEMLOCK, 0) && set_limit(RLIMIT_STACK, STACK);
}

#ifdef RSD_HAVE_SECCOMP

static bool allow_anywhere(scmp_filter_ctx filter)
{
    static const int calls[] = {
        SCMP_SYS(exit),   SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),   SCMP_SYS(brk),
        SCMP_SYS(munmap), SCMP_SYS(mremap),     SCMP_SYS(rt_sigprocmask), SCMP_SYS(madvise),
        SCMP_SYS(getpid), SCMP_SYS(gettid),     SCMP_SYS(clock_gettime)};
    static const int sanitizer_calls[] = {SCMP_SYS(futex), SCMP_SYS(sched_yield),
                                          SCMP_SYS(sigaltstack), SCMP_SYS(mprotect)};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0) {
            return false;
        }
    }
    for (size_t i = 0; SANITIZED && i < sizeof sanitizer_calls / sizeof *sanitizer_calls; i++) {
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, sanitizer_calls[i], 0) != 0) {
            return false;
        }
    }
    return true;
}

/* That the first argument of a call is the value. */
static struct scmp_arg_cmp first_is(scmp_datum_t value)
{
    return (struct scmp_arg_cmp){.arg = 0, .op = SCMP_CMP_EQ, .datum_a = value};
}

/* Memory that is neither a file nor code, the pipe, the timer, and signals to oneself: abort. */
static bool allow_some(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const struct scmp_arg_cmp no_file = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
    /* Standard error, too: whoever aborts says why, though nobody can hear it. */
    const struct scmp_arg_cmp to_pipe = first_is(RSD_JAIL_FD);
    const struct scmp_arg_cmp to_stderr = first_is(STDERR_FILENO);
    const struct scmp_arg_cmp cpu_timer = first_is(ITIMER_PROF);
    const struct scmp_arg_cmp oneself = first_is((scmp_datum_t)getpid());
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, to_pipe) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, to_stderr) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, no_code, no_file) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(setitimer), 1, cpu_timer) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, oneself) == 0;
}

static int compare_bytes(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* The first time qsort sorts more than a kilobyte it asks the system how much memory there is. */
static void ask_beforehand(void)
{
    char bytes[4096] = {0};
    qsort(bytes, sizeof bytes, 1, compare_bytes);
}

static bool filter_calls(void)
{
    ask_beforehand();
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    bool good = filter != NULL && allow_anywhere(filter) && allow_some(filter);
    int failure = good ? seccomp_load(filter) : -ENOMEM;
    seccomp_release(filter);
    errno = -failure;
    return failure == 0;
}

const char *rsd_jail_weakness(void)
{
    const uint32_t action = SECCOMP_RET_TRAP;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0
               ? NULL
               : "this system can't filter system calls (seccomp)";
}

void rsd_jail_call_name(int number, char *name, size_t n)
{
    char *known = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
    snprintf(name, n, "%s", known == NULL ? "a system call" : known);
    free(known);
}

#else

static bool filter_calls(void)
{
    errno = ENOSYS;
    return false;
}

const char *rsd_jail_weakness(void)
{
    return "this rasad was built without libseccomp";
}

void rsd_jail_call_name(int number, char *name, size_t n)
{
    (void)number;
    snprintf(name, n, "a system call");
}

#endif

rsd_status rsd_jail_enter(const rsd_limits *limits, int fd, rsd_error *err)
{
    const char *weakness = rsd_jail_weakness();
    if (weakness != NULL && !limits->weak) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                        "cannot jail the script: %s; with --allow-weak-jail it runs all the same",
                        weakness);
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) {
        return refuse(err, "giving up privileges");
    }
    if (!close_descriptors(fd)) {
        return refuse(err, "closing files");
    }
    if (!set_limits(limits)) {
        return refuse(err, "setting limits");
    }
    if (weakness == NULL && !filter_calls() && !limits->weak) {
        return refuse(err, "filtering system calls");
    }
    return RSD_OK;
}
