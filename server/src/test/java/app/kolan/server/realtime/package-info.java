/// Tests of the models that hear and speak by themselves.
@NullMarked
package app.kolan.server.realtime;

import org.jspecify.annotations.NullMarked;
