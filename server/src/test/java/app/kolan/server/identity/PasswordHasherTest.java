package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.SettingsSource;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PasswordHasherTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// The library keeps what it has made, so these are parameters that nobody else asks for.
  private static final int ODD_KIB = 8191;

  @Test
  void a_server_that_checks_no_password_has_no_memory_for_it() {
    new PasswordHasher(PasswordCost.OWASP).close();

    long before = THREADS.getCurrentThreadAllocatedBytes();
    var hasher = new PasswordHasher(new PasswordCost(ODD_KIB, 1));
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(ODD_KIB * 1024L / 2);
    assertThat(hasher.matches("a password", hasher.hash("a password"))).isTrue();
    hasher.close();
  }

  @Test
  void a_server_hashes_at_owasps_cost_whatever_is_set() {
    var source = SettingsSource.of(Map.of("KOLAN_PASSWORD_COST", "1"));
    try (var hasher = new PasswordHasher(PasswordCost.GROUP.read(source))) {
      String hash = hasher.hash("a password");

      assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
      assertThat(hasher.matches("a password", hash)).isTrue();
      assertThat(hasher.matches("a password ", hash)).isFalse();
    }
  }
}
