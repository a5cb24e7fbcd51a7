/// Whole calls with providers on loopback, in health and in sickness.
@NullMarked
package app.kolan.server.agent;

import org.jspecify.annotations.NullMarked;
