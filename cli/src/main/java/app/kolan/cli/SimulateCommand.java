package app.kolan.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan simulate`: plays Twilio towards any server.
@Command(
    name = "simulate",
    description = "Plays Twilio towards a server, Kolan or another.",
    subcommands = {
      SimulateCallCommand.class,
      SimulateProblemCommand.class,
      SimulateFaultsCommand.class,
      SimulateCarrierCommand.class,
      CommandLine.HelpCommand.class
    })
public final class SimulateCommand implements Runnable {
  @Spec private CommandSpec spec;

  SimulateCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "What is to be simulated is missing.");
  }
}
