package app.kolan.simulator.scene;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.CallReport;
import app.kolan.twilio.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("socket")
class ScenesTest {
  private static final String TOKEN = "a-token-of-the-scene";
  private static final double FAST = 10;

  static List<String> names() {
    return Scenes.all().stream().map(Scene::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_scene_raises_what_it_says_and_nothing_else(String name) throws Exception {
    Scene scene = Scenes.named(name).orElseThrow();
    try (SceneServer server = SceneServer.start(scene, TOKEN)) {
      CallReport report = SceneCall.place(scene, server, TOKEN, FAST, _ -> {});

      assertThat(report.problems().stream().map(Problem::code).distinct().toList())
          .as(report.printout())
          .isEqualTo(scene.raises());
    }
  }
}
