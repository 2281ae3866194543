#include "report/xlsx_library.h"

#include <dlfcn.h>
#include <string.h>

/* Function pointers are not data pointers in C; they are in POSIX. */
static bool find(void *function, size_t size, void *handle, const char *name)
{
	void *found = dlsym(handle, name);

	memcpy(function, &found, size);
	return found;
}

static bool find_writer(struct xlsx_library *out, void *handle)
{
	return
#define X(name) find(&out->name, sizeof out->name, handle, #name) &&
		XLSX_FUNCTIONS(X)
#undef X
		true;
}

static bool find_reader(struct xlsx_library *out, void *handle)
{
	return find(&out->unz_open, sizeof out->unz_open, handle, "unzOpen64") &&
	       find(&out->unz_locate, sizeof out->unz_locate, handle, "unzLocateFile") &&
	       find(&out->unz_open_file, sizeof out->unz_open_file, handle, "unzOpenCurrentFile") &&
	       find(&out->unz_read, sizeof out->unz_read, handle, "unzReadCurrentFile") &&
	       find(&out->unz_close_file, sizeof out->unz_close_file, handle, "unzCloseCurrentFile") &&
	       find(&out->unz_close, sizeof out->unz_close, handle, "unzClose");
}

bool xlsx_library_open(struct xlsx_library *out, const char **why)
{
	/* names with the version of their binary interface, as the linker would note them */
	void *writer = dlopen(PHASEOUT_XLSXWRITER, RTLD_NOW | RTLD_LOCAL);
	void *reader = writer ? dlopen(PHASEOUT_MINIZIP, RTLD_NOW | RTLD_LOCAL) : NULL;
	bool found = writer && reader && find_writer(out, writer) && find_reader(out, reader);

	*why = found ? NULL : dlerror();
	return found;
}
