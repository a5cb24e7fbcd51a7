/// The week of calls that a demo begins with, so that its console has something to show.
@NullMarked
package app.kolan.cli.demo;

import org.jspecify.annotations.NullMarked;
