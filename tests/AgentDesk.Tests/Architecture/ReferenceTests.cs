using System.Reflection;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Workflows;

namespace AgentDesk.Tests.Architecture;

/// <summary>Dependencies point one way: Host → Surfaces, Adapters → Engine → Core ← Workflows.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string, string[]> Allowed =>
        new()
        {
            { "AgentDesk.Core", [] },
            { "AgentDesk.Workflows", ["AgentDesk.Core"] },
            { "AgentDesk.Engine", ["AgentDesk.Core"] },
            { "AgentDesk.Adapters", ["AgentDesk.Core", "AgentDesk.Engine"] },
            { "AgentDesk.Surfaces", ["AgentDesk.Core", "AgentDesk.Engine"] },
        };

    [Theory, MemberData(nameof(Allowed))]
    public void A_project_sees_only_what_it_may(string project, string[] allowed)
    {
        var seen = Assembly
            .Load(project)
            .GetReferencedAssemblies()
            .Select(r => r.Name!)
            .Where(n => n.StartsWith("AgentDesk.", StringComparison.Ordinal));

        Assert.Empty(seen.Except(allowed, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("AgentDesk.Core")]
    [InlineData("AgentDesk.Workflows")]
    public void The_pure_projects_see_nothing_but_the_framework(string project)
    {
        var packages = Assembly
            .Load(project)
            .GetReferencedAssemblies()
            .Select(r => r.Name!)
            .Where(n =>
                !n.StartsWith("AgentDesk.", StringComparison.Ordinal)
                && !n.StartsWith("System.", StringComparison.Ordinal)
                && n is not ("System" or "netstandard" or "mscorlib")
            );

        Assert.Empty(packages);
    }

    [Theory]
    [InlineData("AgentDesk.Core")]
    [InlineData("AgentDesk.Workflows")]
    public void The_pure_projects_have_no_async_method(string project)
    {
        var methods = Assembly
            .Load(project)
            .GetTypes()
            .SelectMany(t =>
                t.GetMethods(
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly
                )
            );

        Assert.DoesNotContain(
            methods,
            m => typeof(Task).IsAssignableFrom(m.ReturnType) || m.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void No_port_is_implemented_below_the_adapters()
    {
        var ports = typeof(ILedger).Assembly.GetTypes().Where(t => t.IsInterface && t.IsPublic).ToList();

        Assert.NotEmpty(ports);
        Assert.DoesNotContain(
            typeof(Gate).Assembly.GetTypes().Concat(typeof(Catalog).Assembly.GetTypes()),
            t => ports.Exists(p => p.IsAssignableFrom(t))
        );
    }

    [Fact]
    public void An_approved_write_cannot_be_made_outside_of_core()
    {
        var constructors = typeof(ApprovedWrite).GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);

        Assert.NotEmpty(constructors);
        Assert.DoesNotContain(constructors, c => c.IsPublic || c.IsFamily || c.IsFamilyOrAssembly);
        Assert.True(typeof(ApprovedWrite).IsSealed);
        Assert.All(typeof(ApprovedWrite).GetProperties(), p => Assert.Null(p.SetMethod));
    }

    [Fact]
    public void Only_approved_writes_reach_a_record() =>
        Assert.Equal(
            [typeof(ApprovedWrite), typeof(CancellationToken)],
            typeof(IRecordWriter).GetMethod(nameof(IRecordWriter.WriteAsync))!.GetParameters().Select(p => p.ParameterType)
        );
}
