"""Tests of the package: against Gymnasium's own environments, its checker and its vectors.

They need the package, installed from this folder, and Engram's jars, which ./lab setup builds.
"""

import copy
import gc
import os
import pathlib
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import warnings

import gymnasium
import numpy as np
from gymnasium.utils.env_checker import check_env, data_equivalence
from gymnasium.vector import AutoresetMode

import engram_gymnasium
from engram_gymnasium import ArgumentError, EngramError, WorkerLost, ids, java, wire

ROOT = pathlib.Path(__file__).resolve().parents[2]
POSIX = os.name == "posix"

# What the checker says of Gymnasium's own too: CartPole's speeds have no bounds, Pendulum's torque goes to 2, and some
# ids have a newer version.
OF_THE_ORIGINALS = {
    "CartPole": ("minimum value is -infinity", "maximum value is infinity", "is out of date"),
    "Pendulum": ("a symmetric and normalized space",),
    "MiniGrid-MultiRoom-N4-S5-v0": ("is out of date",),
}


def tearDownModule():
    wire.worker().end()


def equal(one, other):
    return data_equivalence(one, other, exact=True)


def is_alive(pid):
    """Whether a process runs; a zombie does not."""
    try:
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def python(code, **variables):
    """Runs a program in a process of its own."""
    return subprocess.run([sys.executable, "-c", code], env={**os.environ, **variables}, capture_output=True, text=True,
                          check=False)


class CheckerTest(unittest.TestCase):
    def test_the_ids_that_are_registered_are_those_of_the_jars(self):
        self.assertEqual(engram_gymnasium.available(), list(ids.IDS))
        for task in ids.IDS:
            self.assertIn(f"engram/{task}", gymnasium.registry)

    def test_every_id_passes_the_checker_without_a_warning_that_the_original_does_not_have(self):
        for task in ids.IDS:
            with self.subTest(task), warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                env = gymnasium.make(f"engram/{task}")
                check_env(env.unwrapped)
                env.close()
                known = [each for name, all in OF_THE_ORIGINALS.items() if task.startswith(name) for each in all]
                self.assertEqual([], [str(each.message) for each in said
                                      if not any(part in str(each.message) for part in known)])


class OriginalsTest(unittest.TestCase):
    def test_classic_control_has_the_spaces_of_the_original(self):
        for task in ("Acrobot-v1", "CartPole-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1"):
            own, original = gymnasium.make(f"engram/{task}"), gymnasium.make(task)
            self.assertEqual(original.observation_space, own.observation_space)
            self.assertEqual(original.action_space, own.action_space)

    def test_cartpole_and_the_cars_play_the_episodes_of_the_original_to_the_bit(self):
        for task in ("CartPole-v1", "MountainCar-v0", "MountainCarContinuous-v0"):
            own, original = gymnasium.make(f"engram/{task}"), gymnasium.make(task)
            original.action_space.seed(5)
            for seed in (0, 7, 2**31):
                self.assertTrue(equal(original.reset(seed=seed)[0], own.reset(seed=seed)[0]))
                over = False
                while not over:
                    action = original.action_space.sample()
                    observation, reward, terminated, truncated, _ = original.step(action)
                    same = own.step(action)
                    self.assertTrue(equal((observation, float(reward), terminated, truncated), same[:4]), (task, seed))
                    over = terminated or truncated


class SingleTest(unittest.TestCase):
    def test_options_change_the_task(self):
        env = gymnasium.make("engram/MiniGrid-MemoryS9-v0", observation="rgb", tile_size=np.int64(4), viewSize=5)
        self.assertEqual(gymnasium.spaces.Box(0, 255, (20, 20, 3), np.uint8), env.observation_space)
        first = gymnasium.make("engram/MiniGrid-MemoryS9-v0", observation="rgb", tile_size=4, view_size=5,
                               channels_first=True)
        self.assertEqual((3, 20, 20), first.observation_space.shape)
        np.testing.assert_array_equal(env.reset(seed=1)[0], first.reset(seed=1)[0].transpose(1, 2, 0))

    def test_a_reset_without_a_seed_goes_on_in_the_row_that_the_seed_began(self):
        one, other = gymnasium.make("engram/CartPole-v1"), gymnasium.make("engram/CartPole-v1")
        rows = []
        for env in (one, other):
            rows.append([env.reset(seed=3)[0].tolist(), env.reset()[0].tolist(), env.reset()[0].tolist()])
        self.assertEqual(*rows)
        self.assertEqual(3, len({str(each) for each in rows[0]}))
        unlike = [gymnasium.make("engram/CartPole-v1").reset()[0].tolist() for _ in range(2)]
        self.assertNotEqual(*unlike)

    def test_the_last_step_tells_of_success(self):
        env = gymnasium.make("engram/TMaze-v0", length=1)
        env.reset(seed=1)
        self.assertEqual({}, env.step(1)[4])
        *_, terminated, _, info = env.step(0)
        self.assertTrue(terminated)
        self.assertIn(info, ({"success": 0.0}, {"success": 1.0}))

    def test_it_is_drawn(self):
        env = gymnasium.make("engram/CartPole-v1", render_mode="rgb_array")
        env.reset(seed=1)
        picture = env.render()
        self.assertEqual((np.uint8, 3), (picture.dtype, picture.ndim))
        self.assertGreater(len(np.unique(picture)), 2)
        self.assertEqual(50, env.metadata["render_fps"])

    def test_a_time_limit_of_gymnasium_goes_around_it(self):
        env = gymnasium.make("engram/CartPole-v1", max_episode_steps=3)
        env.reset(seed=1)
        self.assertEqual([False, False, True], [env.step(0)[3] for _ in range(3)])

    def test_pickled_and_copied_it_is_made_again(self):
        env = gymnasium.make("engram/LunarLander-v3", render_mode="rgb_array", enable_wind=True)
        begun = env.reset(seed=4)[0]
        for other in (pickle.loads(pickle.dumps(env)), copy.deepcopy(env)):
            self.assertEqual((env.spec, "rgb_array"), (other.spec, other.render_mode))
            np.testing.assert_array_equal(begun, other.reset(seed=4)[0])
            env.reset(seed=4)
            self.assertTrue(equal(env.step(2), other.step(2)))

    def test_mistakes_are_told_in_a_sentence(self):
        env = gymnasium.make("engram/Pendulum-v1").unwrapped
        for call, kind, sentence in (
            (lambda: gymnasium.make("engram/Pendulum-v1", gg=1), ArgumentError, 'Pendulum-v1 has no option "gg"; the nearest is g'),
            (lambda: gymnasium.make("engram/Pendulum-v1", g=-1), ArgumentError, "must be a number from 0 to 100, but is -1"),
            (lambda: gymnasium.make("engram/Pendulum-v1", g=object()), ArgumentError, "option g of engram/Pendulum-v1 must be"),
            (lambda: gymnasium.make("engram/Pendulum-v1", g=None), ArgumentError, "option g of Pendulum-v1 is None"),
            (lambda: engram_gymnasium.EngramEnv("Pendulun-v1"), ArgumentError, "the nearest are Pendulum-v1"),
            (lambda: engram_gymnasium.EngramEnv("Pendulum-v1", "human"), ArgumentError, "render_mode must be rgb_array"),
            (lambda: env.step([0]), EngramError, "call reset\\(\\) before step\\(\\) in Pendulum-v1"),
            (lambda: env.reset(seed=2**64), ArgumentError, "a seed must be a whole number from 0 to"),
            (lambda: env.reset(options={"low": 1}), ArgumentError, "options of reset must be empty"),
            (lambda: env.reset(seed=1) and env.step([2.5]), ArgumentError, "must be in Box.*, but is .*; .*ClipAction"),
            (lambda: env.step([1, 2]), ArgumentError, "the action of engram/Pendulum-v1 must be in Box"),
            (lambda: env.step("left"), ArgumentError, "but is 'left'"),
            (lambda: [env.step([0]) for _ in range(201)], EngramError, "the episode of Pendulum-v1 is over"),
        ):
            with self.assertRaisesRegex(kind, sentence):
                call()
        env.close()
        env.close()
        with self.assertRaisesRegex(EngramError, "closed"):
            env.reset()

    def test_it_describes_itself(self):
        self.assertIn("option enableWind", engram_gymnasium.describe("engram/LunarLander-v3"))


class VectorTest(unittest.TestCase):
    TASKS = ("CartPole-v1", "TMaze-v0", "LunarLanderContinuous-v3", "MortarMayhemB-v0")

    def test_it_does_what_single_ones_do_in_gymnasiums_vector_in_each_mode(self):
        for task in self.TASKS:
            for mode in AutoresetMode:
                with self.subTest(task=task, mode=mode):
                    self.assert_same(task, mode)

    def assert_same(self, task, mode):
        ours = gymnasium.make_vec(f"engram/{task}", 3, autoreset_mode=mode, max_episode_steps=23)
        singles = gymnasium.make_vec(f"engram/{task}", 3, vectorization_mode="sync", max_episode_steps=23,
                                     vector_kwargs={"autoreset_mode": mode})
        self.assertIsInstance(ours, engram_gymnasium.EngramVectorEnv)
        self.assertIs(mode, ours.metadata["autoreset_mode"])
        for name in ("observation_space", "action_space", "single_observation_space", "single_action_space"):
            self.assertEqual(getattr(singles, name), getattr(ours, name))
        self.assertTrue(equal(singles.reset(seed=5), ours.reset(seed=5)))
        ours.action_space.seed(1)
        ended = 0
        for _ in range(60):
            actions = ours.action_space.sample()
            theirs, own = singles.step(actions), ours.step(actions)
            self.assertTrue(equal(theirs, own), (theirs, own))
            over = own[2] | own[3]
            ended += over.sum()
            if mode == AutoresetMode.DISABLED and over.any():
                theirs, own = (each.reset(options={"reset_mask": over}) for each in (singles, ours))
                self.assertTrue(equal(theirs, own))
        self.assertGreater(ended, 3)
        ours.close()
        singles.close()

    def test_next_step_is_the_mode_unless_another_is_named(self):
        envs = gymnasium.make_vec("engram/CartPole-v1", 2)
        self.assertIs(AutoresetMode.NEXT_STEP, envs.metadata["autoreset_mode"])
        self.assertIs(AutoresetMode.SAME_STEP,
                      gymnasium.make_vec("engram/CartPole-v1", 2, autoreset_mode="SameStep").metadata["autoreset_mode"])

    def test_seeds_are_one_for_each_or_count_on_from_one(self):
        envs = gymnasium.make_vec("engram/CartPole-v1", 3)
        counted = envs.reset(seed=7)[0]
        np.testing.assert_array_equal(counted, envs.reset(seed=[7, 8, 9])[0])
        first = [gymnasium.make("engram/CartPole-v1").reset(seed=seed)[0] for seed in (7, 8, 9)]
        np.testing.assert_array_equal(counted, first)
        np.testing.assert_array_equal(first[1], envs.reset(seed=[None, 8, None])[0][1])
        with self.assertRaisesRegex(ArgumentError, "one for each of the 3 environments"):
            envs.reset(seed=[1, 2])

    def test_many_heavy_ones_are_the_same_on_several_threads(self):
        envs = gymnasium.make_vec("engram/BipedalWalker-v3", 16)
        other = gymnasium.make_vec("engram/BipedalWalker-v3", 4)
        np.testing.assert_array_equal(envs.reset(seed=1)[0][4:8], other.reset(seed=5)[0])
        envs.action_space.seed(0)
        for _ in range(100):
            actions = envs.action_space.sample()
            self.assertTrue(equal(tuple(each[4:8] for each in envs.step(actions)[:4]), other.step(actions[4:8])[:4]))

    def test_what_was_given_away_does_not_change(self):
        envs = gymnasium.make_vec("engram/CartPole-v1", 2)
        first = envs.reset(seed=1)[0]
        kept = first.copy()
        second = envs.step([0, 1])
        copies = copy.deepcopy(second)
        envs.step([1, 1])
        np.testing.assert_array_equal(kept, first)
        self.assertTrue(equal(copies, second))

    def test_each_is_drawn(self):
        envs = gymnasium.make_vec("engram/CartPole-v1", 2, render_mode="rgb_array")
        envs.reset(seed=1)
        one, other = envs.render()
        self.assertEqual(one.shape, other.shape)
        self.assertFalse((one == other).all())

    def test_mistakes_are_told_in_a_sentence_and_the_environments_go_on(self):
        envs = gymnasium.make_vec("engram/CartPole-v1", 2)
        envs.reset(seed=1)
        for call, sentence in (
            (lambda: envs.step([0, 7]), "CartPole-v1 \\(environment 1\\) must be in Discrete\\[2\\], but is Action\\[7\\]"),
            (lambda: envs.step([0]), "the 2 actions of engram/CartPole-v1 must each be in"),
            (lambda: envs.step([0.0, 1.0]), "but are \\[0.0, 1.0\\]"),
            (lambda: envs.reset(options={"reset_mask": np.zeros(2, bool)}), "reset_mask must be an array of 2 bools"),
            (lambda: gymnasium.make_vec("engram/CartPole-v1", 0), "num_envs must be at least 1, but is 0"),
            (lambda: gymnasium.make_vec("engram/CartPole-v1", 2, autoreset_mode="Never"), "one of NextStep, SameStep, Disabled"),
        ):
            with self.assertRaisesRegex(ArgumentError, sentence):
                call()
        np.testing.assert_array_equal([1, 1], envs.step([0, 1])[1])

    def test_gymnasiums_own_vector_of_processes_has_a_java_in_each(self):
        ours = gymnasium.make_vec("engram/CartPole-v1", 2)
        for context in ("fork", "spawn") if POSIX else ("spawn",):
            theirs = gymnasium.make_vec("engram/CartPole-v1", 2, vectorization_mode="async",
                                        vector_kwargs={"context": context})
            np.testing.assert_array_equal(ours.reset(seed=4)[0], theirs.reset(seed=4)[0])
            for actions in ([0, 1], [1, 1]):
                self.assertTrue(equal(ours.step(actions)[:4], theirs.step(actions)[:4]))
            theirs.close()
        self.assertEqual((2, 4), ours.step([0, 0])[0].shape)


class ProcessTest(unittest.TestCase):
    """The process of Java: where it is found, and how it ends."""

    def test_one_that_dies_is_told_and_the_next_environments_have_another(self):
        envs = gymnasium.make_vec("engram/CartPole-v1", 2)
        envs.reset(seed=1)
        lost = wire.worker().pid
        os.kill(lost, signal.SIGTERM if not POSIX else signal.SIGKILL)
        for _ in range(2):
            with self.assertRaisesRegex(WorkerLost, f"Java process {lost} .* ended .*make new environments"):
                envs.step([0, 0])
        envs.close()
        self.assertEqual((4,), gymnasium.make("engram/CartPole-v1").reset(seed=1)[0].shape)
        self.assertNotEqual(lost, wire.worker().pid)

    PLAYING = """
import gymnasium, engram_gymnasium
envs = gymnasium.make_vec("engram/LunarLander-v3", 64)
envs.reset(seed=1)
actions = envs.action_space.sample()
print(engram_gymnasium.wire.worker().pid, flush=True)
while {}:
    envs.step(actions)
"""

    @unittest.skipUnless(pathlib.Path("/proc/self/stat").exists(), "needs /proc")
    def test_it_ends_with_python_also_where_that_is_killed(self):
        with subprocess.Popen([sys.executable, "-c", self.PLAYING.format(True)], stdout=subprocess.PIPE, text=True) as child:
            pid = int(child.stdout.readline())
            self.assertTrue(is_alive(pid))
            child.kill()
        self.wait_for_the_end_of(pid)
        ended = python(self.PLAYING.format(False))
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        self.wait_for_the_end_of(int(ended.stdout))

    @unittest.skipUnless(pathlib.Path("/proc/self/stat").exists(), "needs /proc")
    def test_a_fork_that_lives_on_does_not_keep_it(self):
        with subprocess.Popen([sys.executable, "-c", "import os\n" + self.PLAYING.format(False) + """
if os.fork() == 0:
    try:
        envs.step(actions)
    except engram_gymnasium.WorkerLost as error:
        print(error, flush=True)
    import sys
    sys.stdin.read()
    os._exit(0)
os.kill(os.getpid(), 9)
"""], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            pid = int(child.stdout.readline())
            self.assertIn("belong to another process", child.stdout.readline())
            self.wait_for_the_end_of(pid)

    def wait_for_the_end_of(self, pid):
        limit = time.monotonic() + 30
        while is_alive(pid):
            self.assertLess(time.monotonic(), limit, f"Java process {pid} lives on")
            time.sleep(0.01)

    @unittest.skipUnless(POSIX, "needs timers")
    def test_an_interrupt_at_any_moment_leaves_it_in_order(self):
        class Stop(Exception):
            pass

        def stop(*_):
            raise Stop

        ours, other = (gymnasium.make_vec("engram/LunarLander-v3", 16) for _ in range(2))
        ours.reset(seed=1)
        actions = np.zeros(16, int)
        random = np.random.default_rng(0)
        before = signal.signal(signal.SIGALRM, stop)
        try:
            for _ in range(100):
                try:
                    signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-4, 3e-3))
                    while True:
                        ours.step(actions)
                except Stop:
                    pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        self.assertTrue(equal(other.reset(seed=9), ours.reset(seed=9)))
        self.assertTrue(equal(other.step(actions), ours.step(actions)))

    @unittest.skipUnless(pathlib.Path("/dev/shm").is_dir(), "needs /dev/shm")
    def test_nothing_is_left_in_memory_and_who_is_forgotten_is_closed(self):
        before = set(pathlib.Path("/dev/shm").glob("engram-*"))
        env = gymnasium.make("engram/CartPole-v1").unwrapped
        self.assertEqual(set(), set(pathlib.Path("/dev/shm").glob("engram-*")) - before)
        number = env._served._number
        del env
        gc.collect()
        gymnasium.make("engram/CartPole-v1")
        with self.assertRaisesRegex(EngramError, "closed"):
            wire.worker().ask(wire.STEP, number)

    def test_without_java_or_jars_a_sentence_says_what_to_do(self):
        make = 'import gymnasium, engram_gymnasium; gymnasium.make("engram/CartPole-v1")'
        for variables, sentence in (
            ({"JAVA_HOME": "/nowhere"}, "JAVA_HOME is /nowhere, but there is no bin/java in it"),
            ({"JAVA_HOME": "", "PATH": ""}, "no Java was found: install Java 17 or newer"),
            ({"ENGRAM_LIB": "/nowhere"}, "ENGRAM_LIB names /nowhere, but nothing is there"),
            ({"JAVA_TOOL_OPTIONS": "-XX:+UseParallelGC -XX:+UseG1GC"}, "says no greeting of Engram, but .*garbage collector"),
            ({"ENGRAM_LIB": str(ROOT / "docs")}, "Engram needs Java 17 or newer, and its jars;.*ended with exit code 1"),
        ):
            ended = python(make, **variables)
            self.assertEqual(1, ended.returncode)
            self.assertRegex(ended.stderr.replace("\n", " "), sentence)

    @unittest.skipUnless(POSIX, "a script stands in for Java")
    def test_what_java_says_in_place_of_a_greeting_is_told_to_its_end(self):
        with tempfile.TemporaryDirectory() as home:
            stand_in = pathlib.Path(home, "bin", "java")
            stand_in.parent.mkdir()
            stand_in.write_text("#!/bin/sh\necho no memory\nsleep 0.3\necho give it more\n")
            stand_in.chmod(0o755)
            ended = python('import gymnasium, engram_gymnasium; gymnasium.make("engram/CartPole-v1")', JAVA_HOME=home)
        self.assertEqual(1, ended.returncode)
        self.assertRegex(ended.stderr, "says no greeting of Engram, but\nno memory\ngive it more\n$")

    def test_java_takes_the_users_options(self):
        ended = python("import engram_gymnasium; print(len(engram_gymnasium.available()))",
                       JAVA_TOOL_OPTIONS="-XX:+UseParallelGC")
        self.assertEqual((f"{len(ids.IDS)}\n", ""), (ended.stdout, ended.stderr))

    def test_importing_the_package_starts_no_java(self):
        self.assertEqual("None\n", python("import engram_gymnasium; print(engram_gymnasium.wire._worker)").stdout)

    def test_a_copy_that_was_installed_from_the_repository_finds_its_jars(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "python" / "engram_gymnasium", pathlib.Path(folder, "engram_gymnasium"))
            told = pathlib.Path(folder, "engram_environments-0.1.0.dist-info")
            told.mkdir()
            (told / "METADATA").write_text("Metadata-Version: 2.1\nName: engram-environments\nVersion: 0.1.0\n")
            (told / "direct_url.json").write_text(f'{{"url": "{(ROOT / "python").as_uri()}", "dir_info": {{}}}}')
            find = "from engram_gymnasium import java; print(java.__file__); print(java.class_path())"
            found = python(find, PYTHONPATH=folder, ENGRAM_LIB="").stdout.splitlines()
        self.assertTrue(found[0].startswith(folder))
        self.assertEqual(str(ROOT / "target" / "lib" / "*"), found[1])


class OwnEnvironmentTest(unittest.TestCase):
    """An environment in a class of one's own, beside Engram's jars."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        classes = pathlib.Path(cls.folder.name, "classes")
        services = classes / "META-INF" / "services"
        services.mkdir(parents=True)
        (services / "io.engram.environment.EnvironmentProvider").write_text("own.Own\n")
        jars = java.class_path()
        compiler = pathlib.Path(java.executable()).resolve().with_name("javac")
        subprocess.run([compiler, "-proc:none", "-d", classes, "-cp", jars, pathlib.Path(__file__).with_name("Own.java")],
                       check=True)
        cls.before = os.environ.get(java.PLACES)
        os.environ[java.PLACES] = os.pathsep.join([str(pathlib.Path(jars).parent), str(classes)])
        wire.worker().end()
        engram_gymnasium.register("Own-v0")

    @classmethod
    def tearDownClass(cls):
        if cls.before is None:
            del os.environ[java.PLACES]
        else:
            os.environ[java.PLACES] = cls.before
        wire.worker().end()
        cls.folder.cleanup()

    @staticmethod
    def action(choice, *values):
        return {"choices": choice, "values": np.array(values, np.float32)}

    def test_parts_and_actions_of_both_kinds_have_their_spaces(self):
        with gymnasium.make("engram/Own-v0") as env:
            parts = env.observation_space
            self.assertEqual(["camera", "field", "speed"], sorted(parts))
            self.assertEqual(((2, 2, 3), np.uint8), (parts["camera"].shape, parts["camera"].dtype))
            self.assertEqual((2,), parts["speed"].shape)
            self.assertEqual(gymnasium.spaces.Discrete(3), env.action_space["choices"])
            self.assertEqual([1, 2], env.action_space["values"].high.tolist())
            seen, _ = env.reset(seed=6)
            self.assertEqual([[[200, 204, 208], [201, 205, 209]], [[202, 206, 210], [203, 207, 211]]], seen["camera"].tolist())
            self.assertEqual([6, 0], seen["speed"].tolist())
            self.assertEqual([[[0, 3], [1, 4], [2, 5]]], seen["field"].tolist())
            self.assertEqual([0.5, -2], env.step(self.action(0, 0.5, -2))[0]["speed"].tolist())

    def test_choices_that_are_not_legal_are_told_in_info(self):
        with gymnasium.make("engram/Own-v0") as env:
            self.assertEqual({}, env.reset(seed=1)[1])
            info = env.step(self.action(1, 0, 0))[4]
            self.assertEqual([1, 0, 1], info["action_mask"].tolist())
            self.assertIn(env.action_space["choices"].sample(info["action_mask"]), (0, 2))
        envs = gymnasium.make_vec("engram/Own-v0", 2)
        envs.reset(seed=1)
        infos = envs.step({"choices": np.array([0, 1]), "values": np.zeros((2, 2), np.float32)})[4]
        self.assertEqual([[1, 1, 1], [1, 0, 1]], infos["action_mask"].tolist())
        self.assertEqual([False, True], infos["_action_mask"].tolist())

    def test_measurements_are_told_of_those_that_ended(self):
        envs = gymnasium.make_vec("engram/Own-v0", 2, autoreset_mode="SameStep")
        envs.reset(seed=1)
        actions = {"choices": np.array([0, 0]), "values": np.zeros((2, 2), np.float32)}
        *_, infos = [envs.step(actions) for _ in range(3)][-1]
        self.assertEqual([1, 1], infos["final_info"]["success"].tolist())
        self.assertTrue(np.isnan(infos["final_info"]["nothing"]).all())
        self.assertEqual([0, 0], infos["final_obs"][1]["speed"].tolist())

    def test_what_it_throws_arrives_with_its_place(self):
        with gymnasium.make("engram/Own-v0") as env:
            env.reset(seed=1)
            with self.assertRaisesRegex(EngramError, r"(?s)Own threw .*no such door in step 1 .*\tat own.Own.step\(Own.java:\d+\)"):
                env.step(self.action(2, 0, 0))
            with self.assertRaisesRegex(EngramError, "call reset"):
                env.step(self.action(0, 0, 0))
            self.assertEqual([1, 0], env.reset(seed=1)[0]["speed"].tolist())

    def test_a_process_that_it_ends_is_told_with_its_last_lines(self):
        env = gymnasium.make("engram/Own-v0")
        env.reset(seed=1)
        with self.assertRaisesRegex(WorkerLost, r"(?s)ended with exit code 7; .*its last lines were\na line that is no answer\ngoing"):
            env.step(self.action(2, -1, 0))


if __name__ == "__main__":
    unittest.main()
