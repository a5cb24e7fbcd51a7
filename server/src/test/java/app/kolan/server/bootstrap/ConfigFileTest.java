package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Mistakes in `kolan.yaml`.
@Tag("unit")
class ConfigFileTest extends ConfigReaderFixture {
  @Test
  void a_file_that_is_no_yaml_is_told_with_its_line() throws IOException {
    assertThat(unusable(ACCOUNT, "port: 80\n  : [\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.seen()).isEqualTo("not YAML"));
    assertThat(unusable(ACCOUNT, "- a\n- b\n")).hasSize(1);
  }

  @Test
  void a_key_that_is_there_twice_is_a_problem() throws IOException {
    assertThat(unusable(ACCOUNT, "port: 80\nbusiness:\n  name: a\n  name: b\n"))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.remedy()).contains("name is there twice", "line 4"));
  }

  @Test
  void a_tab_is_told_at_its_own_line() throws IOException {
    assertThat(unusable(ACCOUNT, "port: 80\nbusiness:\n  mode: converse\n\tname: a\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("line 4", "tab"));
  }

  @Test
  void a_mistake_is_told_where_it_is_and_where_its_part_began() throws IOException {
    assertThat(unusable(ACCOUNT, "port: 80\nbusiness:\n  name: 'the\n  mode: listen\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("line 3", "line 5"));
  }

  @Test
  void a_file_that_was_named_and_is_not_there_is_a_problem() {
    Path nowhere = folder.resolve("kolan.yml");
    var environment = new TreeMap<>(ACCOUNT);

    assertThat(ConfigReader.read(environment, nowhere)).isInstanceOf(ConfigReading.Usable.class);
    environment.put("KOLAN_CONFIG", nowhere.toString());
    assertThat(ConfigReader.read(environment, nowhere))
        .isInstanceOfSatisfying(
            ConfigReading.Unusable.class,
            reading ->
                assertThat(reading.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.key()).isEqualTo("KOLAN_CONFIG")));
  }

  @Test
  void a_file_that_cannot_be_read_is_told_apart() throws IOException {
    assertThat(problemOf(folder)).contains("a folder", "name the file in it");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xf9});
    assertThat(problemOf(latin)).contains("not UTF-8");
  }

  private static String problemOf(Path file) {
    return ((ConfigReading.Unusable) ConfigReader.read(ACCOUNT, file)).problems().getFirst().line();
  }
}
