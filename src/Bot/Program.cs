using System.CommandLine;
using IncidentBot.Demo;

return await new RootCommand { SimVerb.Create() }.Parse(args).InvokeAsync();
