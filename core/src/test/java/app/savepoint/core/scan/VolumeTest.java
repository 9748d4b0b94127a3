package app.savepoint.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeTest {
    @Test
    void a_volume_is_known_again_from_its_written_form(@TempDir Path folder) throws IOException {
        Volume volume = Volume.at(folder);

        assertThat(Volume.parse(volume.toString())).isEqualTo(volume);
        assertThat(volume.mayBe(Volume.at(folder.resolve(".")))).isTrue();
    }

    @Test
    void odd_characters_survive_writing() {
        var volume = new Volume(Map.of("mount", "/media/a;b=c %", "type", "vfat"));

        assertThat(Volume.parse(volume.toString())).isEqualTo(volume);
    }

    @Test
    void only_what_both_readings_know_can_tell_them_apart() {
        Volume stick = Volume.parse("mount=/media/stick;type=vfat;uuid=1234-ABCD");

        assertThat(stick.mayBe(Volume.parse("mount=/media/stick;type=vfat"))).isTrue();
        assertThat(stick.mayBe(Volume.parse("mount=/media/stick;type=vfat;uuid=FFFF-0000")))
                .isFalse();
        assertThat(stick.mayBe(Volume.parse("mount=/;type=vfat"))).isFalse();
        assertThat(stick.mayBe(Volume.parse("mount=/media/stick;type=ext4"))).isFalse();
    }

    @Test
    void fat_is_coarse_and_numbers_nothing() {
        assertThat(Volume.parse("type=exfat").isFat()).isTrue();
        assertThat(Volume.parse("type=exfat").numbersFiles()).isFalse();
        assertThat(Volume.parse("type=fuseblk").numbersFiles()).isFalse();
        assertThat(Volume.parse("type=ext4").numbersFiles()).isTrue();
        assertThat(Volume.parse("type=ext4").isFat()).isFalse();
    }
}
