/* Runs a fuzz target over the files of its corpus: a plain test. usage: fuzz_x FOLDER */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *folder, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "rb");
	if (!f)
		return -1;
	/* exactly as large as the file, so that a sanitizer sees a read past its end */
	fseek(f, 0, SEEK_END);
	long size = ftell(f);
	rewind(f);
	uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
	int done = data && size >= 0 && fread(data, 1, (size_t)size, f) == (size_t)size;
	if (done)
		LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
	fclose(f);
	return done ? 0 : -1;
}

int main(int argc, char **argv)
{
	size_t files = 0;
	DIR *d = argc == 2 ? opendir(argv[1]) : NULL;
	if (!d) {
		fprintf(stderr, "%s: no corpus\n", argc == 2 ? argv[1] : argv[0]);
		return 1;
	}
	for (struct dirent *e; (e = readdir(d));)
		if (e->d_name[0] != '.') {
			if (run_file(argv[1], e->d_name) != 0) {
				fprintf(stderr, "%s/%s: could not be read\n", argv[1], e->d_name);
				return 1;
			}
			files++;
		}
	closedir(d);
	printf("%s: %zu files of the corpus\n", argv[0], files);
	return files == 0;
}
