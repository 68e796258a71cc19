"""Where the program begins: nothing it writes is for other eyes, then the command line or the window."""

ROOMY = 300_000
"""So many more objects than before are looked through for circles. A command makes about as many by loading what it
needs, and nearly all of them stay: at Python's own threshold they were looked through three hundred times.
"""


def main() -> int:
    """Run the program; its exit code."""
    import os

    os.umask(0o077)  # before anything is imported that could write a file
    try:
        import resource
    except ImportError:  # Windows has no core dumps of this kind
        pass
    else:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import gc
    import sys

    gc.set_threshold(ROOMY)
    from bonejournal.cli import main as command_line

    code = command_line(sys.argv[1:])
    gc.freeze()  # all of it ends with the process: a last look for circles took longer than setting the report's pages
    return code


if __name__ == "__main__":
    raise SystemExit(main())
