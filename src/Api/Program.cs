using Buurthulp.Api.Commands;

return await CommandLine.RunAsync(args);
