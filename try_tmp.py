import sys, tempfile, pathlib, time
from tests.crash.backends import BACKENDS
from tests.crash.campaign import Campaign
from tests.crash.test_harness import IN_SHORT
if __name__ == "__main__":
    name = sys.argv[1]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="crash-"))
    print(folder)
    t=time.monotonic()
    with BACKENDS[name](folder / "home") as backend:
        print('backend', time.monotonic()-t)
        if sys.argv[2]=='fault':
            c = Campaign(backend, seed=4, kills=1, workers=2, points=["engine.step"], disasters=["zombie at a step"], fault="unfenced", tell=lambda l: print(f"{time.monotonic()-t:.1f}", l, flush=True))
        else:
            c = Campaign(backend, seed=4, kills=int(sys.argv[2]), disasters=sorted(IN_SHORT) if len(sys.argv)<4 else (), tell=lambda l: print(f"{time.monotonic()-t:.1f}", l, flush=True))
        for n in ('_finish','_rest'):
            def wrap(f,n=n):
                def g(*a):
                    print(f"{time.monotonic()-t:.1f}", n, 'begins')
                    f(*a)
                    print(f"{time.monotonic()-t:.1f}", n, 'ends')
                return g
            setattr(c,n,wrap(getattr(c,n)))
        o = c.run()
        print(o, time.monotonic()-t)
