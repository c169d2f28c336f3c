global using AgentDesk.Surfaces.Review;
global using Xunit;
