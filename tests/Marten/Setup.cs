[assembly: TestFramework("Buurthulp.Tests.Fixtures.TestRun", "Buurthulp.Tests")]
