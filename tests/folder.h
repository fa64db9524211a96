/* folder.h: a folder of a test's own, to be set up before it and removed afterwards. */
#ifndef RSD_TESTS_FOLDER_H
#define RSD_TESTS_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDER_PATH = 128 };

static char folder[FOLDER_PATH];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/rasad-test-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[FOLDER_PATH * 2];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

#endif
