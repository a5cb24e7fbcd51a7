package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PasswordHasherTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// The library keeps what it has made, so these are parameters that nobody else asks for.
  private static final int ODD_KIB = 8191;

  @Test
  void a_server_that_checks_no_password_has_no_memory_for_it() {
    new PasswordHasher().close();

    long before = THREADS.getCurrentThreadAllocatedBytes();
    var hasher = new PasswordHasher(ODD_KIB, 1);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(ODD_KIB * 1024L / 2);
    assertThat(hasher.matches("a password", hasher.hash("a password"))).isTrue();
    hasher.close();
  }
}
