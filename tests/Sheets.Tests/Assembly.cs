// One after the other: a test measures what stays in memory.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
