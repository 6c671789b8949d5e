namespace Stateless.Graph;

/// <summary>Which way a Mermaid diagram is laid out.</summary>
public enum MermaidGraphDirection
{
    LeftToRight,
    RightToLeft,
    TopToBottom,
    BottomToTop,
}
