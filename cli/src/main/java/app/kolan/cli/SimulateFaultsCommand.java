package app.kolan.cli;

import app.kolan.simulator.Assumption;
import app.kolan.simulator.fault.Faults;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kolan simulate faults`: every way in which a simulated call can be made to fail.
@Command(
    name = "faults",
    description = "Lists the faults of --fault and the assumptions of --assume.")
public final class SimulateFaultsCommand implements Runnable {
  @Spec private CommandSpec spec;

  SimulateFaultsCommand() {}

  @Override
  public void run() {
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.println("Faults, for --fault and for lines of a story that begin with “fault:”");
    terminal.println("(what stands in brackets may be left out; once, twice or 3 times):");
    for (Faults.Sentence sentence : Faults.sentences()) {
      terminal.println();
      terminal.println("  " + sentence.shape());
      terminal.println("      " + sentence.meaning());
    }
    terminal.println();
    terminal.println("Assumptions, for --assume (what holds without it comes last):");
    for (Assumption assumption : Assumption.values()) {
      terminal.println();
      terminal.println("  %s=%s".formatted(assumption.words(), assumption.shape()));
      terminal.println("      %s; %s".formatted(assumption.meaning(), assumption.usual()));
    }
    terminal.flush();
  }
}
