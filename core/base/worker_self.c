/* worker_self.c: the worker's side: taking items, sending results, and last words. */
#include "base/io.h"
#include "base/mem.h"
#include "base/worker_int.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

/* What asked work has to end, of processor time. */
enum { GRACE_MS = 20 };

/* The worker that this process is. */
static struct {
    const rsd_pool *pool;
    rsd_worker_slot *slot;
    int fd;
    uint64_t item;
    size_t sent;                    /* bytes, for this item */
    volatile sig_atomic_t sending;  /* a frame is on its way, and must not be broken into */
    volatile sig_atomic_t is_asked; /* to end; the slot says what for */
    size_t printed_n;
    char printed[8192];
} self;

static void send_frame(uint64_t item, rsd_frame_kind kind, const char *bytes, size_t n)
{
    const rsd_frame head = {.item = item, .len = n, .kind = kind};
    self.sending = 1;
    if (!rsd_write_all(self.fd, &head, sizeof head) || !rsd_write_all(self.fd, bytes, n)) {
        _exit(1);
    }
    self.sending = 0;
}

static void send_printed(void)
{
    size_t n = self.printed_n;
    self.printed_n = 0;
    if (n > 0) {
        send_frame(self.item, RSD_FRAME_PRINTED, self.printed, n);
    }
}

/* What there is to say before dying. The outcome comes first: the place is looked for in structures
 * that may be half-changed, and that can itself be the end. It is only a hint. */
static void last_words(rsd_outcome outcome)
{
    static volatile sig_atomic_t said;
    if (said) {
        return;
    }
    said = 1;
    atomic_store(&self.slot->ending, outcome);
    if (self.pool->locate != NULL) {
        self.pool->locate(self.pool->ctx, self.slot->note, RSD_NOTE_SIZE);
    }
    if (!self.sending) {
        send_printed();
    }
}

/* Ends the process. It isn't declared so, and isn't _exit: before such functions a sanitizer looks
 * for the bounds of the stack, in a file that nobody can open any more. */
static void end(rsd_outcome outcome)
{
    last_words(outcome);
    syscall(SYS_exit_group, 1);
}

/* What a short line counts as: it costs more than its bytes. */
enum { LEAST_PRINTED = 64 };

/* Notes that n bytes more are to be sent. The parent counts, too, and less kindly. */
static void charge_output(size_t n)
{
    const rsd_limits *limits = self.pool->limits;
    if (limits != NULL && n > limits->output - self.sent) {
        end(RSD_OUTPUT);
    }
    self.sent += n;
}

void rsd_worker_print(const char *bytes, size_t n)
{
    if (self.pool == NULL) {
        return;
    }
    charge_output(n < LEAST_PRINTED ? LEAST_PRINTED : n);
    if (n > sizeof self.printed - self.printed_n) {
        send_printed();
    }
    if (n > sizeof self.printed) {
        send_frame(self.item, RSD_FRAME_PRINTED, bytes, n);
    } else if (n > 0) {
        memcpy(self.printed + self.printed_n, bytes, n);
        self.printed_n += n;
    }
}

static void on_memory(void)
{
    end(RSD_MEMORY);
}

void rsd_worker_end(void)
{
    end((rsd_outcome)atomic_load(&self.slot->ending));
}

static void set_timer(uint64_t ms)
{
    const struct itimerval timer = {
        .it_value = {.tv_sec = (time_t)(ms / 1000), .tv_usec = (suseconds_t)(ms % 1000) * 1000}};
    setitimer(ITIMER_PROF, &timer, NULL);
}

/* Within a signal handler. The work is asked first, as it knows better where it is; it may be in
 * something that does not listen. */
static void end_soon(rsd_outcome outcome)
{
    if (self.is_asked || self.pool->interrupt == NULL) {
        end(outcome);
        return;
    }
    self.is_asked = 1;
    atomic_store(&self.slot->ending, outcome);
    self.pool->interrupt(self.pool->ctx);
    set_timer(GRACE_MS);
}

static void on_signal(int number, siginfo_t *info, void *context)
{
    (void)context;
    switch (number) {
    case SIGPROF:
        end_soon(self.is_asked ? (rsd_outcome)atomic_load(&self.slot->ending) : RSD_CPU);
        return;
    case SIGTERM:
        end_soon(RSD_KILLED);
        return;
    case SIGSYS:
        atomic_store(&self.slot->call, info->si_syscall);
        end(RSD_SYSCALL);
        return;
    default:
        last_words(RSD_DONE); /* the signal itself tells */
        raise(number);        /* of which this is the second: it is fatal now */
    }
}

static void watch_signals(void)
{
    static char stack[64 * 1024]; /* a stack of its own: the other one may have run over */
    const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    struct sigaction action = {.sa_flags = SA_ONSTACK | SA_SIGINFO};
    action.sa_sigaction = on_signal;
    sigemptyset(&action.sa_mask);
    sigaction(SIGPROF, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_flags |= (int)SA_RESETHAND;
    const int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU, SIGSYS};
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
        sigaction(fatal[i], &action, NULL);
    }
    signal(SIGINT, SIG_IGN); /* the parent decides, and kills */
    signal(SIGPIPE, SIG_IGN);
}

static bool enter_jail(rsd_buf *message)
{
    const rsd_limits *limits = self.pool->limits;
    rsd_error err = {0};
    if (rsd_jail_enter(limits, self.fd, &err) != RSD_OK) {
        rsd_buf_add(message, err.message, strlen(err.message));
        return false;
    }
    self.fd = RSD_JAIL_FD;
    rsd_alloc_limit(limits->memory, on_memory);
    return true;
}

/* Takes items until there are none. */
static _Noreturn void work_through(rsd_shared *common)
{
    const rsd_pool *pool = self.pool;
    rsd_buf bytes = {0};
    for (;;) {
        self.item = atomic_fetch_add(&common->next, 1);
        if (self.item >= pool->items) {
            _exit(0);
        }
        self.slot->note[0] = '\0';
        atomic_store(&self.slot->current, self.item + 1);
        if (pool->limits != NULL) {
            set_timer(pool->limits->cpu_ms);
        }
        bytes.len = 0;
        self.sent = 0;
        rsd_frame_kind kind =
            pool->work(pool->ctx, self.item, &bytes) ? RSD_FRAME_DONE : RSD_FRAME_FAILED;
        set_timer(0);
        if (self.is_asked) {
            rsd_worker_end();
        }
        charge_output(bytes.len);
        send_printed();
        send_frame(self.item, kind, bytes.data, bytes.len);
        atomic_store(&self.slot->current, 0);
        if (self.is_asked) { /* late, but done: the next item is not to blame */
            _exit(0);
        }
    }
}

_Noreturn void rsd_be_worker(const rsd_pool *pool, rsd_shared *common, unsigned index, int fd,
                             pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) { /* it has gone already */
        _exit(1);
    }
    self.pool = pool;
    self.slot = &common->slots[index];
    self.fd = fd;
    watch_signals();
    rsd_buf message = {0};
    bool started = pool->start(pool->ctx, &message);
    message.len = started ? 0 : message.len;
    if (!started || (pool->limits != NULL && !enter_jail(&message))) {
        send_frame(RSD_STARTING, RSD_FRAME_FAILED, message.data, message.len);
        _exit(1);
    }
    send_frame(RSD_STARTING, RSD_FRAME_DONE, NULL, 0);
    work_through(common);
}
