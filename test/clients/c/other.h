/* What words.c has done from another source file. */
#ifdef __cplusplus
extern "C" {
#endif

/* A check, to see that source files share one state. */
void other_health(const char *name);

/* From now on the notify socket is this one. */
void other_socket(const char *path);

#ifdef __cplusplus
}
#endif
