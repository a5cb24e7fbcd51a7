package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class RegistryCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void a_registry_is_read_in_replaced_shown_and_taken_back() throws IOException {
    Path old = file("old.csv", "number\n0501112233\n0501112244\n");
    Path other = file("new.txt", "0501112244\n+972501112255\n0501112266\n");

    assertThat(run(RegistryShowCommand::new)).isZero();
    assertThat(out.toString()).contains("No registry was read in");
    assertThat(run(RegistryUndoCommand::new)).isEqualTo(1);
    assertThat(run(RegistryReadCommand::new, old.toString())).isZero();
    assertThat(out.toString()).contains("2/2", "2 numbers, 2 of them new, and 0 are gone");
    assertThat(run(RegistryReadCommand::new, other.toString())).isZero();
    assertThat(out.toString()).contains("3 numbers, 2 of them new, and 1 are gone");

    assertThat(run(RegistryShowCommand::new)).isZero();
    assertThat(out.toString())
        .containsPattern("current +3 .* new.txt +command")
        .containsPattern("previous +2 .* old.csv +command")
        .doesNotContain("1112244");
    assertThat(run(RegistryUndoCommand::new)).isZero();
    assertThat(out.toString()).contains("counts again, with 2 numbers");
    assertThat(run(RegistryUndoCommand::new)).as("done already").isEqualTo(1);
    assertThat(run(RegistryShowCommand::new)).isZero();
    assertThat(out.toString()).containsPattern("current +2 .* old.csv +command");
  }

  @Test
  void what_cannot_be_read_in_is_named_and_changes_nothing() throws IOException {
    Path broken = file("broken.csv", "0501112233\nabc\n12\n");

    assertThat(run(RegistryReadCommand::new, broken.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("2 of its lines", "line 2, line 3", "--skip");
    assertThat(run(RegistryReadCommand::new, file("empty.csv", "x\n").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("it has no phone number; give one in each line");
    assertThat(run(RegistryReadCommand::new, folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no file");
    assertThat(run(RegistryShowCommand::new)).isZero();
    assertThat(out.toString()).contains("No registry was read in");

    assertThat(run(RegistryReadCommand::new, "--skip", "--business", "main", broken.toString()))
        .isZero();
    assertThat(out.toString()).contains("Take it back by: kolan registry undo --business main");
    assertThat(run(RegistryReadCommand::new, "--business", "nobody", broken.toString()))
        .isEqualTo(2);
  }

  @Test
  void a_long_one_tells_how_far_it_is() throws IOException {
    String numbers =
        IntStream.range(0, 21_000)
            .mapToObj(i -> "+97250%07d".formatted(1_000_000 + i))
            .collect(Collectors.joining("\n"));

    assertThat(run(RegistryReadCommand::new, file("long.txt", numbers).toString())).isZero();
    assertThat(out.toString()).contains("20000/21000", "21000/21000", "21000 numbers");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(Function<Supplier<ConfigDraft>, Callable<Integer>> command, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> environment = Map.of("KOLAN_DATA", folder.resolve("data").toString());
    return new CommandLine(
            command.apply(() -> ConfigReader.draft(environment, folder.resolve("kolan.yaml"))))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
