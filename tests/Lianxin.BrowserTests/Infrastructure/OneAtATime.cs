// A browser that starts the app and a server that plays weeks of work fill both cores: two stories at once would only measure the machine.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
