/// Models that hear and speak by themselves, and the vendors that have them.
@NullMarked
package app.kolan.server.realtime;

import org.jspecify.annotations.NullMarked;
