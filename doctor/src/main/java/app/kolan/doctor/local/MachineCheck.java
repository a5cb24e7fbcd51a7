package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import java.util.ArrayList;
import java.util.List;

/// Java, its memory, and how many files and sockets it may open. A service may have other limits
/// than a terminal.
final class MachineCheck implements Check {
  private static final int NEEDED = 25;
  private static final long MEGABYTE = 1_000_000;
  private static final long LITTLE_MEMORY = 200 * MEGABYTE;
  private static final long FEW_FILES = 1024;

  private final HostMachine machine;

  MachineCheck(HostMachine machine) {
    this.machine = machine;
  }

  @Override
  public String name() {
    return "Java and its limits";
  }

  @Override
  public List<Finding> look() {
    var findings = new ArrayList<Finding>();
    if (machine.java().feature() < NEEDED) {
      findings.add(
          Finding.broken(
              "Java is %s".formatted(machine.java()),
              "Kolan is written for Java 25",
              "Set KOLAN_JAVA_HOME to the folder of a JDK 25."));
    }
    if (machine.java().pre().isPresent()) {
      findings.add(Finding.note("Java %s is no release".formatted(machine.java())));
    }
    if (machine.heap() < LITTLE_MEMORY) {
      findings.add(
          Finding.warning(
              "Java may use %d MB of memory".formatted(machine.heap() / MEGABYTE),
              "a server with a few calls on the line wants about 200",
              "Give the machine more memory, or set KOLAN_JAVA_OPTS=-Xmx256m."));
    }
    if (machine.openFiles() >= 0 && machine.openFiles() <= FEW_FILES) {
      findings.add(
          Finding.warning(
              "a process may have %d files and sockets open".formatted(machine.openFiles()),
              "every call takes several; when none is left, new calls are refused",
              "Raise the limit: LimitNOFILE=65536 for a service, ulimit -n 65536 in a shell."));
    }
    if (findings.isEmpty()) {
      String files =
          machine.openFiles() < 0 ? "" : ", %d open files".formatted(machine.openFiles());
      findings.add(
          Finding.fine(
              "Java %s with %d MB of memory%s; time zone %s, rules of %s"
                  .formatted(
                      machine.java(),
                      machine.heap() / MEGABYTE,
                      files,
                      machine.zone(),
                      machine.zoneData())));
    }
    return findings;
  }
}
