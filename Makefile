# The README's two commands work without make; these are short names for daily work. `make` lists them.
.DEFAULT_GOAL := help
RUN := dotnet run --project src/AgentDesk.Host -c Release --
EVALS := dotnet run --project evals/AgentDesk.Evals -c Release --

help: ## lists the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "%-12s %s\n", $$1, $$2 }'

demo: ## the main job on the sample pipeline
	$(RUN) demo

check: ## format, build with every analyzer, test
	dotnet tool restore
	dotnet csharpier check src tests evals
	dotnet build AgentDesk.sln -p:Fast=false
	dotnet test AgentDesk.sln

format: ## lays the code out
	dotnet tool restore
	dotnet csharpier format src tests evals

dev: ## the inbox, rebuilt on every change
	dotnet watch --project src/AgentDesk.Host -- serve

eval: ## every suite from recordings and embedded models; AGENTDESK_EVAL_DATA for those on public data
	$(RUN) eval run

analyst: ## the embedded analyst on the labelled exports, deal by deal
	$(EVALS) analyst

train: ## trains the analyst's cue model anew from evals/data/cues
	$(EVALS) train

retrieval: ## recall@10 on the labelled meetings; needs AGENTDESK_EVAL_DATA
	$(EVALS) retrieval

bench: ## all benchmarks at three sizes; rewrites docs/benchmarks.md
	dotnet run --project tests/AgentDesk.Benchmarks -c Release -- all

golden: ## rewrites the golden files: review the diff
	UPDATE_GOLDEN=1 dotnet test AgentDesk.sln

.PHONY: help demo check format dev eval analyst train retrieval bench golden
