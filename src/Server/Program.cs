using LienY.Server;

return await CommandLine.RunAsync(args);
