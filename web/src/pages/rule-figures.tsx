import type { RuleRun } from '../api/rules';
export function Figures({ run }: { run: RuleRun }) {
	return <p>{run.hits}</p>;
}
