// What a run shows is one model and one set of words, whatever surface shows it.
global using AgentDesk.Surfaces.Review;
