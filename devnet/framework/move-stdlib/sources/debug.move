/// Output for people who test. On a chain it goes nowhere.
module std::debug;

/// Prints a value.
public native fun print<T>(x: &T);

/// Prints the functions that are running.
public native fun print_stack_trace();
