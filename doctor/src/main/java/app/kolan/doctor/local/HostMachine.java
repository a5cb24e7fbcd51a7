package app.kolan.doctor.local;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;

/// The JVM and the machine that it runs on.
///
/// @param java the version of Java
/// @param heap how many bytes Java may use for its objects
/// @param openFiles how many files and sockets a process may have open; negative when unknown
/// @param zone the machine's time zone
/// @param zoneData the version of the time zones' rules
record HostMachine(Runtime.Version java, long heap, long openFiles, ZoneId zone, String zoneData) {
  static HostMachine here() {
    long openFiles =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : -1;
    return new HostMachine(
        Runtime.version(),
        Runtime.getRuntime().maxMemory(),
        openFiles,
        ZoneId.systemDefault(),
        ZoneRulesProvider.getVersions("Asia/Jerusalem").lastKey());
  }
}
