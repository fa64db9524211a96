/* jail.h: what a process gives up before it runs code that nobody has read. */
#ifndef RSD_BASE_JAIL_H
#define RSD_BASE_JAIL_H

#include "rasad.h"

/* What code may use. Wall clock and output are for the process outside to watch. */
typedef struct rsd_limits {
    size_t memory;    /* bytes beyond what the process has when it is jailed */
    size_t output;    /* bytes of results and of what is printed, for each item */
    uint64_t cpu_ms;  /* processor time for each item */
    uint64_t wall_ms; /* time between two results */
    bool weak;        /* where the kernel can't filter system calls, go on without */
} rsd_limits;

/* The only descriptor a jailed process has: the pipe its results go to. */
enum { RSD_JAIL_FD = 3 };

/* Gives up, for good: privileges, every descriptor but fd, which becomes RSD_JAIL_FD, making files,
 * processes and core files, and every system call but the few that allocating, writing to the
 * pipe, timing and ending need: any other raises SIGSYS. RSD_ERR_INVALID if that can't be. */
rsd_status rsd_jail_enter(const rsd_limits *limits, int fd, rsd_error *err);

/* Why this system can't filter system calls, or NULL if it can. */
const char *rsd_jail_weakness(void);

/* The name of a system call, "a system call" if it has none; for n bytes at name. */
void rsd_jail_call_name(int number, char *name, size_t n);

#endif
