using System.Runtime.CompilerServices;
using Buurthulp.Tests.Fixtures;
using Testcontainers.PostgreSql;

namespace Buurthulp.MartenTests;

/// <summary>
/// PostgreSQL in a container in the place of the embedded one, for machines with a Docker engine. <c>BUURTHULP_TEST_IMAGE</c> names the image, such as <c>postgres:15</c>;
/// without it the tests start the embedded one as always. The container is removed when the run ends, however it ends.
/// </summary>
internal static class ContainerServer
{
#pragma warning disable CA2255 // The tests' assembly is the program here: this runs before its first test.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Offer()
    {
        if (Environment.GetEnvironmentVariable("BUURTHULP_TEST_IMAGE") is { Length: > 0 } image) TestServer.Other = () => StartAsync(image);
    }

    private static async Task<string> StartAsync(string image)
    {
        // Test classes run side by side, each with a pool of its own.
        var container = new PostgreSqlBuilder(image).WithDatabase("postgres").WithCommand("-c", "max_connections=300").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
