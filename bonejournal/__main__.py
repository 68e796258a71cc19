"""Where the program begins: nothing it writes is for other eyes, then the command line or the window."""


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
    import sys

    from bonejournal.cli import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
