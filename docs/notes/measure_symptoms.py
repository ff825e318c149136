import sys,yaml,time
from ergo_cli.content.library import Library, parse_subject
from pathlib import Path
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.words import Words
from ergo_cli.engine.match import fits, complaints
d=data_dir()
S=parse_subject(Symptoms,(d/'symptoms.yaml').read_bytes(),'symptoms.yaml',trusted=True)
W=parse_subject(Words,(d/'words.yaml').read_bytes(),'words.yaml',trusted=True)
P=yaml.safe_load(open('/work/main/tests/cases/phrases.yaml'))
for half in sys.argv[1:]:
    right=two=n=0; wrong=[]; forced=[]; m=0; cm=0;cr=0; cw=[]
    for p in P[half]:
        w=p['wants']
        if w=='danger': continue
        found=fits(S.symptoms,W.notions,p['says'])
        ids=[f.symptom for f in found]
        if w=='none':
            m+=1
            if ids: forced.append((p['says'],ids[0]))
        elif isinstance(w,list):
            cm+=1
            got=[f.symptom for f in complaints(found)]
            if set(got[:len(w)])==set(w): cr+=1
            else: cw.append((p['says'],w,got))
        else:
            n+=1
            if ids[:1]==[w]: right+=1
            else: wrong.append((p['says'],w,[(f.symptom,f.score) for f in found[:3]]))
            if w in ids[:2]: two+=1
    print(half,f'best right {right}/{n} = {right/n:.3f}, in first two {two/n:.3f}, refused {m-len(forced)}/{m}, several {cr}/{cm}')
    if half=='work':
        for x in wrong: print(' WRONG',x)
        for x in forced: print(' FORCED',x)
        for x in cw: print(' SEVERAL',x)
