using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>One drawn element. Text goes through the renderer, and so is encoded.</summary>
public sealed record Shape(string Tag, IReadOnlyList<(string Name, string Value)> Attributes, string? Text = null, string? Title = null);

/// <summary>Shapes with coordinates of one decimal: what a timeline is drawn with.</summary>
public sealed class Drawing
{
    private readonly List<Shape> _shapes = [];

    public IReadOnlyList<Shape> Shapes => _shapes;

    public static string N(double v) => v.ToString("0.#", CultureInfo.InvariantCulture);

    public void Rect(string css, double x, double y, double width, double height, string? title = null)
    {
        if (width > 0)
        {
            _shapes.Add(
                new Shape("rect", [("class", css), ("x", N(x)), ("y", N(y)), ("width", N(width)), ("height", N(height))], Title: title)
            );
        }
    }

    public void Circle(string css, double x, double y, double r, string? title = null) =>
        _shapes.Add(new Shape("circle", [("class", css), ("cx", N(x)), ("cy", N(y)), ("r", N(r))], Title: title));

    public void Path(string css, string d, string? title = null) =>
        _shapes.Add(new Shape("path", [("class", css), ("d", d)], Title: title));

    public void Line(string css, double x1, double y1, double x2, double y2) => Path(css, $"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}");

    public void Diamond(string css, double x, double y, double r, string? title = null) =>
        Path(css, $"M{N(x)} {N(y - r)}l{N(r)} {N(r)}l{N(-r)} {N(r)}l{N(-r)} {N(-r)}z", title);

    public void Text(string css, double x, double y, string text, string anchor = "start") =>
        _shapes.Add(
            new Shape(
                "text",
                anchor == "start"
                    ? [("class", css), ("x", N(x)), ("y", N(y))]
                    : [("class", css), ("x", N(x)), ("y", N(y)), ("text-anchor", anchor)],
                text
            )
        );

    /// <summary>About how wide a text of 12 px runs.</summary>
    public static double Wide(string text) => text.Length * 6.1;
}

/// <summary>Renders shapes. A component by hand, because Razor reads the tag `text` as its own.</summary>
public sealed class Shapes : ComponentBase
{
    [Parameter, EditorRequired]
    public IReadOnlyList<Shape> Of { get; set; } = [];

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var shape in Of)
        {
            builder.OpenElement(0, shape.Tag);
            foreach (var (name, value) in shape.Attributes)
            {
                builder.AddAttribute(1, name, value);
            }
            if (shape.Title is { } title)
            {
                builder.OpenElement(2, "title");
                builder.AddContent(3, title);
                builder.CloseElement();
            }

            if (shape.Text is { } text)
            {
                builder.AddContent(4, text);
            }
            builder.CloseElement();
        }
    }
}
